"""Calibration: targets, fitted numbers, refits and the back-test."""
