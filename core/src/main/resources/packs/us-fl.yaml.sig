{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "GpeW2DMCQmDqMIdR1G5AH+RAsqicsDqghqZNGYtj58mIkzZD80cHIUdTcn3xsaCK5LklBzXSEpmdORN/97Z3Dw=="
}
