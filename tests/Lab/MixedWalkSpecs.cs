namespace Naru.Lab.Specs;

/// <summary>Walks in a cloud of hosts with Open vSwitch and with Linux bridges.</summary>
[Trait("Category", "Lab")]
[Collection(MixedFixture.Collection)]
public sealed class MixedWalkSpecs() : BridgedWalkSpecs(MixedFixture.Lab);
