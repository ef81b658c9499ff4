{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "nwVxm9FFYiU+uLY/wCmeZa2QeIp8aRc30cWaRDuvx+WgoxVdS2XyAYyDeVOQzc04t1R9oZuElfEsU3r3FwnZCw=="
}
