"""Whatever is done, any earlier day can be shown as it was."""
