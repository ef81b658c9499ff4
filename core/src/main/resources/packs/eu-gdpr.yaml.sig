{
  "keyid" : "ea1f32e7580ba6739d5975970ea76ee8",
  "sig" : "bWAyLt/ENz/wGxjaw4S20ZYlymtrSMSgMsY1CRrmoeJlyqTjwz2Oi3/zTcnA4btt7CVmAGpL1spYoJAsHuo3Dw=="
}
