"""A draft becomes a critique: sections, evidence, findings, levels, advice."""
