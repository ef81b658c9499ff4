{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "sR1a6sdVTuE4keX+rRoqpIjhm2LYRDcuEKO5F1dzCM134NX5QfNW4caqvAUvJpFPg+cWu4sNcTN1kyFSM21fCg=="
}
