"""How every page looks: the frame, the components, the style build, and what is drawn. README.md says how to use it."""
