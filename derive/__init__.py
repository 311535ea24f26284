"""What is the gradient? Mathematics read and written, differentiated, explained and compiled to NumPy."""
