"""Where the house is put together: settings, routes, reactions, processes and the command line. Nobody imports it."""
