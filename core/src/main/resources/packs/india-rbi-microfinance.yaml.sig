{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "92bvnoPFAaU9rW/lOqnYvcwyUD4APMXJopopWnYK5iEMWJiudPcJWJmK7vovboCiSW3D3MGaXGHfnCMhNrOmDQ=="
}
