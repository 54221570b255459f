"""What people do at a station, as state machines that know no toolkit."""
