{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "3LGvXBGgKILMZ3JIN+Jl+Jr9GUPi1gvBmkvzW275TMbYNlhi+aGBu90ELfWXwpmIe/r7SeCMFAGBys5J3PM4Dg=="
}
