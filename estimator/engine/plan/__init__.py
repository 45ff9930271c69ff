"""Several courses together, of one person or of a household."""

from estimator.engine.plan.price import plan

__all__ = ["plan"]
