"""The page of `iodize peer --web`, which lists the films that were printed."""
