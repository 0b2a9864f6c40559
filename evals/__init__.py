"""How well the house answers, measured: the cases, their scores, the rivals, the timings."""
