namespace Naru.Agent.Metadata;

/// <summary>A Nova metadata service that answers instead of us.</summary>
/// <param name="Address">Such as <c>http://controller:8775</c>.</param>
/// <param name="SharedSecret">Nova's <c>metadata_proxy_shared_secret</c>, which signs the instance's id.</param>
public sealed record NovaMetadata(Uri Address, string SharedSecret)
{
    // The secret must not get into logs by the record's text form.
    public override string ToString() => Address.ToString();
}
