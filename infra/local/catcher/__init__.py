"""The mail catcher of development: takes every mail over SMTP, shows it at mail.<domain>, sends none on."""
