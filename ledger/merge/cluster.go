package merge

import "slices"

// Orders are what people have decided about reports, by their indexes: which belong together whatever the rules say, and which don't.
type Orders struct {
	Together [][2]int
	Apart    [][2]int
}

// Cluster groups reports that tell of one encounter: lists of indexes. What Orders put together is a group; the other reports
// are taken in Order, each into the group that it chooses, or one of its own.
func Cluster(reports []Report, orders Orders) [][]int {
	reports = slices.Clone(reports)
	apart := map[[2]string]bool{}
	beside := map[int][]int{} // reports that are kept apart, whatever their links
	for _, p := range orders.Apart {
		a, b := &reports[p[0]], &reports[p[1]]
		apart[[2]string{a.Ref, b.Ref}], apart[[2]string{b.Ref, a.Ref}] = true, true
		beside[p[0]], beside[p[1]] = append(beside[p[0]], p[1]), append(beside[p[1]], p[0])
	}
	lead := together(reports, orders.Together)
	order, at := make([]int, len(reports)), map[string]int{}
	for i := range reports {
		order[i] = i
		at[reports[i].Ref] = i
	}
	slices.SortFunc(order, func(i, j int) int { return Order(&reports[i], &reports[j]) })
	rank := make([]int, len(reports))
	for k, i := range order {
		rank[i] = k
	}
	filed := map[int64][]int{} // link: reports that have their places, in order
	groups := map[int][]int{}
	for _, i := range order {
		x := &reports[i]
		links := x.Links()
		if !x.Pinned {
			var near []int
			for _, l := range links {
				near = append(near, filed[l]...)
			}
			for _, j := range beside[i] {
				if rank[j] < rank[i] {
					near = append(near, j)
				}
			}
			slices.SortFunc(near, func(a, b int) int { return rank[a] - rank[b] })
			near = slices.Compact(near)
			placed := make([]Placed, len(near))
			for k, j := range near {
				placed[k] = Placed{&reports[j], &reports[lead[j]]}
			}
			if l := Choose(x, placed, func(m *Report) bool { return apart[[2]string{x.Ref, m.Ref}] }); l != nil {
				lead[i] = at[l.Ref]
			}
		}
		groups[lead[i]] = append(groups[lead[i]], i)
		for _, l := range links {
			filed[l] = append(filed[l], i)
		}
	}
	var out [][]int
	for _, i := range order {
		if g := groups[i]; g != nil {
			out = append(out, g)
		}
	}
	return out
}

// together pins the reports that are ordered to be in one group, and gives the leader of each report: itself, or the first by
// Order of what it is put together with.
func together(reports []Report, pairs [][2]int) []int {
	root := make([]int, len(reports))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	for _, p := range pairs {
		reports[p[0]].Pinned, reports[p[1]].Pinned = true, true
	}
	for _, p := range pairs {
		a, b := find(p[0]), find(p[1])
		if Order(&reports[b], &reports[a]) < 0 {
			a, b = b, a
		}
		root[b] = a
	}
	for i := range root {
		root[i] = find(i)
	}
	return root
}
