package main

import "testing"

// TestEngineHubOfAnAdministrator: AWS does not disable the hub of an account with
// members. Destroy says so; with keep it goes through.
func TestEngineHubOfAnAdministrator(t *testing.T) {
	t.Parallel()
	s := engineStack(t, "Pulumi.dev.yaml")
	s.Up().OK(t)
	s.Cloud.HubMembers = true
	if r := s.Destroy(); r.Err == nil || !r.Said("administrator") {
		t.Errorf("destroying an administrator's hub: %v", r.Err)
	}
	s.Set(t, "detectOnDestroy", "keep")
	s.Up().OK(t)
	s.Destroy().OK(t)
	if len(hubs(s.Cloud)) != 1 {
		t.Error("the hub is off")
	}
}
