{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "EBXPVJL5YMmlIIT0EKMwNbfyE6qgMPFHjD89k2mwY+nRMCzFLDC0uO8ZbyOy218M3mFC1uv4p7Ggbq37bYsACg=="
}
