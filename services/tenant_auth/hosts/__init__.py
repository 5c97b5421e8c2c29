"""Hosts: which names lead to which tenant; one host belongs to one tenant."""
