"""Every URL of tenant_auth with who may open it; sign-in and the console's pages will stand here."""

from shared.web.route import HouseRoute

routes: list[HouseRoute] = []
