"""Pictures from a device, a stream, a folder or the synthetic rig."""
