"""What people write in place of what `pap` reads, and what they should write instead."""
