"""Vision networks as self-contained ONNX files for topostream."""
