using Naru.Rest;

namespace Naru.Identity.Policies;

/// <summary>A policy document is only kept: nothing depends on it.</summary>
internal sealed class PolicyDocumentRules : IResourceRules<PolicyDocument>;
