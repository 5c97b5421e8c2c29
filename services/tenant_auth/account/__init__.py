"""Account: what a person sees and changes of themselves, whatever companies they belong to."""
