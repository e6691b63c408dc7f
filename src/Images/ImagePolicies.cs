using Naru.Images.Metadefs;
using Naru.Rest.Policy;

namespace Naru.Images;

/// <summary>The default rules, under Glance's names (glance/policies).</summary>
internal static class ImagePolicies
{
    private const string Readable =
        "(project_id:%(project_id)s or project_id:%(member_id)s or 'community':%(visibility)s or 'public':%(visibility)s or 'shared':%(visibility)s)";
    private const string OwnerOrMember = "role:admin or (role:reader and (project_id:%(project_id)s or project_id:%(member_id)s))";

    public static void AddTo(PolicyTable policies)
    {
        policies.Default("add_image", "role:admin or (role:member and project_id:%(project_id)s and project_id:%(owner)s)");
        policies.Default("get_image", $"role:admin or (role:reader and {Readable})");
        policies.Default("get_images", Rules.ReaderOrAdmin);
        policies.Default("modify_image", Rules.MemberOrAdmin);
        policies.Default("delete_image", Rules.MemberOrAdmin);
        policies.Default("publicize_image", Rules.AdminOnly);
        policies.Default("communitize_image", Rules.MemberOrAdmin);
        policies.Default("download_image", $"role:admin or (role:member and {Readable})");
        policies.Default("upload_image", Rules.MemberOrAdmin);
        policies.Default("deactivate", Rules.MemberOrAdmin);
        policies.Default("reactivate", Rules.MemberOrAdmin);
        policies.Default("add_member", Rules.MemberOrAdmin);
        policies.Default("delete_member", Rules.MemberOrAdmin);
        policies.Default("get_member", OwnerOrMember);
        policies.Default("get_members", OwnerOrMember);
        MetadefPolicies.AddTo(policies);
        policies.Default("modify_member", "role:admin or (role:member and project_id:%(member_id)s)");
    }
}
