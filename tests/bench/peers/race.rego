package race

import rego.v1

n(text) := to_number(text)

wrong contains {"kind": "rate", "key": one.key} if {
	some one in input.rate
	over := abs((n(one.actual) * 100) - (n(one.rate) * n(one.target)))
	over > ((0.01 * n(one.target)) + (0.005 * (100 + n(one.rate)))) + 0.000001
}

wrong contains {"kind": "sum", "key": one.key} if {
	some one in input.sum
	added := sum([n(part) | some part in one.parts])
	abs(n(one.total) - added) > (0.005 * (count(one.parts) + 2)) + 0.000001
}

wrong contains {"kind": "twice", "key": one.key} if {
	some one in input.twice
	n(one.one) != n(one.other)
}
