"""What people write and upload, made safe and bounded."""
