{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "knOwc1ygV0VNJ0hasVyCePpNPEvntrvJ430FHJYnsR8/PcEfGc1J0YdmPlshX1W4VqceHaKBFO7S5x4mkE/WDA=="
}
