package net

import (
	"hash/maphash"
	"sync"
)

// The cache of word vectors: shards of sets of a few places each, everything
// allocated once. Which word is thrown out has no influence on results: a vector
// depends on its word alone.
const (
	cacheShards = 32
	cacheSets   = 128
	cacheWays   = 4
	cacheForm   = 30 // longer words are rare and not kept
)

type wordCache struct {
	seed   maphash.Seed
	width  int
	shards [cacheShards]cacheShard
}

type cacheShard struct {
	mu      sync.Mutex
	next    [cacheSets]uint8 // the place to overwrite next
	keys    [cacheSets][cacheWays]cacheKey
	vectors []float32
}

type cacheKey struct {
	n    uint8 // length of the form; 0 for an empty place
	form [cacheForm]byte
}

func newWordCache(width int) *wordCache {
	c := &wordCache{seed: maphash.MakeSeed(), width: width}
	for i := range c.shards {
		c.shards[i].vectors = make([]float32, cacheSets*cacheWays*width)
	}
	return c
}

func (c *wordCache) place(form string) (*cacheShard, int) {
	h := maphash.String(c.seed, form)
	return &c.shards[h%cacheShards], int(h / cacheShards % cacheSets)
}

// find returns the place of form in set, or -1.
func (s *cacheShard) find(set int, form string) int {
	for w := range s.keys[set] {
		k := &s.keys[set][w]
		if int(k.n) == len(form) && string(k.form[:k.n]) == form {
			return w
		}
	}
	return -1
}

// get copies the vector of form to dst, if the cache has it.
func (c *wordCache) get(form string, dst []float32) bool {
	if len(form) == 0 || len(form) > cacheForm {
		return false
	}
	s, set := c.place(form)
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.find(set, form)
	if w < 0 {
		return false
	}
	copy(dst, s.vectors[(set*cacheWays+w)*c.width:][:c.width])
	return true
}

// put keeps the vector of form.
func (c *wordCache) put(form string, v []float32) {
	if len(form) == 0 || len(form) > cacheForm {
		return
	}
	s, set := c.place(form)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.find(set, form) >= 0 {
		return
	}
	w := int(s.next[set]) % cacheWays
	s.next[set]++
	k := &s.keys[set][w]
	k.n = uint8(copy(k.form[:], form))
	copy(s.vectors[(set*cacheWays+w)*c.width:], v)
}
