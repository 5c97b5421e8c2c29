"""Every URL that policy_hosting answers itself, with who may open it; everything else is published."""

from services.policy_hosting.publication import public
from shared.access.rule import Public
from shared.web.rate_limit import Limit
from shared.web.route import HouseRoute, page

routes: list[HouseRoute] = [
    page(
        "/{locale}/policies/{slug}/changes/{old:number}...{new:number}",
        public.comparison,
        access=Public(),
        limit=Limit("comparison", hits=60),
    ),
]
