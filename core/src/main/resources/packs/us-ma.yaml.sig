{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "OPnfX2Ns2cG6ir839aWe/qaLxWbECuttS20IdTLPrHbmFLOI36t/JqF96pkYs5GVRZ3h1GyIy7RIbbeJB+UNCQ=="
}
