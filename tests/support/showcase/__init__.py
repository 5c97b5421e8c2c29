"""Sample centers, to look at the public pages as pictures and to check them with axe: five themes, rich and poor."""
