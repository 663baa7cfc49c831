"""Pictures and files that people upload: checked, stored, narrowed for small windows, found again, and guarded."""
