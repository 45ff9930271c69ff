"""A practice of two statuses and nine prices, for tests."""

from decimal import Decimal

from estimator.engine.model.case import Pathology
from estimator.practice.model import Kine, Practice, Price

AN = Kine(
    name="An Peeters",
    conventioned=True,
    special_hours=Decimal("6.00"),
    missed=Decimal("15.00"),
)
#: Five prices, three of them with another one for the first session, and one for special hours.
TOM = Kine(
    name="Tom *Maes*",
    conventioned=False,
    special_hours=Decimal("5.00"),
    missed=Decimal("20.00"),
    prices=(
        Price(fee=Decimal("40.00"), first_fee=Decimal("50.00")),
        Price(at_home=True, fee=Decimal("45.00"), first_fee=Decimal("55.00")),
        Price(pathology=Pathology.FB, fee=Decimal("35.00")),
        Price(pathology=Pathology.FB, at_home=True, fee=Decimal("39.00")),
        Price(pathology=Pathology.HEAVY, fee=Decimal("32.00"), first_fee=Decimal("42.00")),
    ),
)
#: Without a name, and without a price at home.
THIRD = Kine(conventioned=False, prices=(Price(fee=Decimal("38.00")),))
PRACTICE = Practice(practice_name="De Linde", kines=(AN, TOM, THIRD))
