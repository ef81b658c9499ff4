{
  "keyid" : "ea1f32e7580ba6739d5975970ea76ee8",
  "sig" : "bpIX2gD8OBkwCh4KMhio9ZbzEVMbgWMo8EuhHlwVQx6BuSt8xK/PVh04c2MPpdWJWR0D2EdIw1Sggpp32n9cDQ=="
}
