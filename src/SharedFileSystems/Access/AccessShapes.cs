using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Access;

/// <summary>How access rules look in each version.</summary>
internal static class AccessShapes
{
    // Until 2.27 a rule showed the state of all rules of its share.
    private const string New = "new";

    private static readonly ShapeField<AccessRule, Viewer>[] Common =
    [
        Fields.Text<AccessRule>("id", rule => rule.Id),
        Fields.Text<AccessRule>("access_level", rule => rule.Level),
        Fields.Text<AccessRule>("access_to", rule => rule.To),
        Fields.Text<AccessRule>("access_type", rule => rule.Type),
        Fields.Text<AccessRule>("state", rule => rule.State is AccessRule.Queued or AccessRule.Denying ? New : rule.State, until: 27),
        Fields.Text<AccessRule>("state", rule => rule.State, since: 28),
        Fields.Text<AccessRule>("access_key", rule => rule.Key, since: 21),
        Fields.Time<AccessRule>("created_at", rule => rule.CreatedAt, since: 33),
        Fields.Time<AccessRule>("updated_at", rule => rule.UpdatedAt, since: 33),
        Fields.Pairs<AccessRule>("metadata", rule => rule.Metadata, since: 45),
    ];

    public static readonly Shape<AccessRule> Listed = new(Common);

    public static readonly Shape<AccessRule> Shown = new([.. Common, Fields.Text<AccessRule>("share_id", rule => rule.OwnerId)]);

    /// <summary>A rule of a snapshot.</summary>
    public static readonly Shape<AccessRule> OfSnapshot = new(
        Fields.Text<AccessRule>("id", rule => rule.Id),
        Fields.Text<AccessRule>("access_type", rule => rule.Type),
        Fields.Text<AccessRule>("access_to", rule => rule.To),
        Fields.Text<AccessRule>("state", rule => rule.State));
}
