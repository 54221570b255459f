"""Who works in the demonstration's plant, at stations and at central's pages."""
