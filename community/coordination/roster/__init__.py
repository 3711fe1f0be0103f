"""Reading a roster file: bytes become rows, dates, people, and reasons why a line was not taken.

The door is `source.open_roster`. Pure: nothing here knows Flask, the database, or who is already here;
what the import does with the rows is decided in coordination's actions.
"""
