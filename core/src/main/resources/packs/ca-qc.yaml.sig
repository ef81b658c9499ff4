{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "H9h/vx3PRISUKrJGf53NMFdw0smCwRGaE6tWnDK+xRtYaHuAWfhXj9tsBGF1KsUud521FqamPM250Sb8jnR7AQ=="
}
