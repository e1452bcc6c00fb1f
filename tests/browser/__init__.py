"""What a person sees, looked at in a real Chromium."""
