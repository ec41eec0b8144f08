"""Would a reviewer send this page back? Pixels answer at once, words a second later. It advises and never blocks a person who insists."""
