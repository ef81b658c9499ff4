{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "X2IDsKr87MV/iFHhaj29zlpH5eQIjEfdDTm3olAhJBXRsDLkLBNpDS3wTNoCPNzyDcqf3z9tQgvwmiddeOWHDA=="
}
