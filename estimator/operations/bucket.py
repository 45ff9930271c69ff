"""How much somebody may ask: so much at once, and so much a second on the average."""

from dataclasses import dataclass


@dataclass(slots=True)
class Bucket:
    """Tokens that come back with time, up to `size`; each request takes one."""

    size: float
    per_second: float
    left: float
    seen: float

    def take(self, now: float) -> float:
        """Takes a token at a moment, in seconds of a clock that never goes back: 0 where there was
        one, else seconds until there is."""
        self.left = min(self.size, self.left + (now - self.seen) * self.per_second)
        self.seen = now
        if self.left < 1:
            return (1 - self.left) / self.per_second
        self.left -= 1
        return 0


def full(size: float, per_second: float, now: float) -> Bucket:
    """The bucket of somebody who hasn't asked yet."""
    return Bucket(size, per_second, size, now)
