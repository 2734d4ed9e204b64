"""The question compiler: from what is asked to the slots of `find_records` and `report`."""
