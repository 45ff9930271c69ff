"""The rules of what physiotherapy costs a patient in Belgium: pure, exact, dated."""
