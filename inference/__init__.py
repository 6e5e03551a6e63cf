"""Picture in, judgement out; no Qt, and no TensorFlow outside `training`."""
