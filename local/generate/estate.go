package generate

import "strconv"

// regions are where the estate lives; the first is the home Region.
var regions = [...]string{
	"eu-west-1", "us-east-1", "eu-central-1", "us-west-2", "ap-southeast-2", "us-east-2", "eu-west-2",
	"ap-northeast-1", "ca-central-1", "sa-east-1", "ap-south-1", "eu-north-1",
}

// The ids of the accounts count from the administrator's, where the events are
// collected.
const (
	administrator = "000000100000"
	firstAccount  = 100_000
)

var (
	units        = [...]string{"payments", "search", "platform", "mobile", "data", "identity", "logistics", "research"}
	environments = [...]string{"prod", "staging", "dev", "sandbox"}
)

// Account is one account of the estate.
type Account struct {
	// ID has 12 digits and leading zeros.
	ID string
	// Name begins with synthetic-.
	Name string
	// Owner is a mail address, Unit a team's name.
	Owner, Unit string
	// Environment is prod, staging, dev or sandbox.
	Environment string

	joined      int64 // when it joined
	scan        int64 // the time of day when its scans run
	speed       int64 // how long fixing takes here, 1000 being the average
	perStandard bool  // controls are told per standard, not consolidated
}

// AccountsOf lists the accounts of the history's estate.
func AccountsOf(c Config) []Account {
	start, end := c.span()
	list := make([]Account, c.Accounts)
	for i := range list {
		d := dice{draw(c.Seed, streamAccount, uint64(i))}
		unit, env := units[i%len(units)], environments[i/len(units)%len(environments)]
		name := "synthetic-" + unit + "-" + env
		if round := i / (len(units) * len(environments)); round > 0 {
			name += "-" + strconv.Itoa(round+1)
		}
		list[i] = Account{
			ID: accountID(i), Name: name, Owner: unit + "@example.com", Unit: unit, Environment: env,
			joined: start, scan: d.below(day), speed: 400 + d.below(1600), perStandard: i%4 == 3,
		}
		// The first account and most others are there from the beginning.
		if i > 0 && d.chance(300) {
			list[i].joined = start + d.below((end-start)*6/10)
		}
	}
	return list
}

func accountID(i int) string {
	id := strconv.Itoa(firstAccount + 1 + i)
	return administrator[:len(administrator)-len(id)] + id
}
