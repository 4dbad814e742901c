"""Other people's published results beside ours."""
