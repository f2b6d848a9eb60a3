"""Where work runs: the event store, the journey index, kernels over chunks of journeys."""
