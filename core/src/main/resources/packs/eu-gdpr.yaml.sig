{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "4ESILBLpN4C9OUoIUfD+9TiFnTPjFji9jBMSejhD7G1e7ughBtg+OMwBXEzMLKBtFgXKZbhjFv/QoWjrAidBCQ=="
}
