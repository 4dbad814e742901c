"""Fields and forms that change the choice, and files up and down."""
