import django.db.models.deletion
import mantetong.outside.encrypted_field
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Carrier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=12, unique=True)),
                ('bad', models.PositiveIntegerField(default=0)),
                ('strikes', models.PositiveSmallIntegerField(default=0)),
                ('resting_until', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='HotlineCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('filing_id', models.BigIntegerField()),
                ('caller', models.CharField(choices=[('SELF', 'Self'), ('FAMILY', 'Family'), ('OTHER', 'Other')], max_length=8)),
                ('fitted', models.BooleanField()),
                ('topic', models.CharField(blank=True, default='', max_length=16)),
                ('words', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['filing_id', '-id'], name='hotline_of_filing'), models.Index(fields=['region', '-id'], name='hotline_of_region')],
                'constraints': [models.CheckConstraint(condition=models.Q(('caller__in', ['SELF', 'FAMILY', 'OTHER'])), name='hotline_caller_known')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(max_length=40)),
                ('event_key', models.CharField(max_length=100)),
                ('text_key', models.CharField(max_length=40)),
                ('filing_id', models.BigIntegerField()),
                ('region', models.CharField(max_length=6)),
                ('tail', models.CharField(max_length=12)),
                ('channel', models.CharField(choices=[('INBOX', 'Inbox'), ('WECHAT_OA', 'Wechat Oa'), ('WECHAT_MINI', 'Wechat Mini'), ('PUSH', 'Push'), ('SMS', 'Sms'), ('PHONE', 'Phone'), ('LETTER', 'Letter')], max_length=12)),
                ('state', models.CharField(choices=[('QUEUED', 'Queued'), ('UNKNOWN', 'Unknown'), ('HANDED_OVER', 'Handed Over'), ('DELIVERED', 'Delivered'), ('FAILED', 'Failed'), ('REACHED', 'Reached')], max_length=12)),
                ('at', models.DateTimeField()),
                ('handed_over_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('reached_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('tried_at', models.DateTimeField(null=True)),
                ('carrier', models.CharField(default='', max_length=12)),
                ('receipt', models.CharField(default='', max_length=64)),
                ('reason', models.CharField(default='', max_length=60)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.insuredperson')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('channel', 'INBOX')), fields=['account', '-id'], name='notice_inbox'), models.Index(fields=['filing_id', 'id'], name='notice_of_filing'), models.Index(condition=models.Q(('state', 'FAILED')), fields=['region', 'id'], name='notice_failed'), models.Index(condition=models.Q(('due_at__isnull', False)), fields=['region', 'due_at', 'id'], name='notice_due'), models.Index(condition=models.Q(('channel', 'SMS')), fields=['account', 'person', 'handed_over_at'], name='notice_sms_of_person'), models.Index(fields=['event_key'], name='notice_of_happening')],
                'constraints': [models.UniqueConstraint(fields=('event_key', 'account', 'person', 'channel'), name='notice_once_per_person_and_channel', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('state__in', ['QUEUED', 'UNKNOWN', 'HANDED_OVER', 'DELIVERED', 'FAILED', 'REACHED'])), name='notice_state_known'), models.CheckConstraint(condition=models.Q(('channel__in', ['INBOX', 'WECHAT_OA', 'WECHAT_MINI', 'PUSH', 'SMS', 'PHONE', 'LETTER'])), name='notice_channel_known')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('words', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('at', models.DateTimeField()),
                ('answer', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
            options={
                'indexes': [models.Index(fields=['filing', 'id'], name='question_of_filing'), models.Index(condition=models.Q(('answered_at', None)), fields=['region', 'id'], name='question_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', None), ('answered_at', None), ('answered_by', None)), models.Q(('answer__isnull', False), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='question_answered_whole')],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grade', models.PositiveSmallIntegerField()),
                ('words', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('grade__gte', 1), ('grade__lte', 5)), name='rating_five_grades')],
            },
        ),
        migrations.CreateModel(
            name='Subscriber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('name', models.CharField(max_length=60)),
                ('url', models.CharField(max_length=300)),
                ('secret', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('created_at', models.DateTimeField()),
                ('failing_since', models.DateTimeField(null=True)),
                ('paused_at', models.DateTimeField(null=True)),
                ('why_paused', models.CharField(default='', max_length=40)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'url'), name='subscriber_once')],
            },
        ),
        migrations.CreateModel(
            name='Words',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('text_key', models.CharField(max_length=40)),
                ('channel', models.CharField(choices=[('INBOX', 'Inbox'), ('WECHAT_OA', 'Wechat Oa'), ('WECHAT_MINI', 'Wechat Mini'), ('PUSH', 'Push'), ('SMS', 'Sms'), ('PHONE', 'Phone'), ('LETTER', 'Letter')], max_length=12)),
                ('language', models.CharField(max_length=8)),
                ('subject', models.CharField(blank=True, default='', max_length=60)),
                ('text', models.CharField(blank=True, default='', max_length=400)),
                ('carrier_code', models.CharField(blank=True, default='', max_length=60)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'text_key', 'channel', 'language', '-id'], name='words_newest')],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('again_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='notice.notice')),
            ],
            options={
                'indexes': [models.Index(fields=['notice', '-id'], name='call_of_notice')],
            },
        ),
        migrations.CreateModel(
            name='CallBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('rated', models.JSONField(default=list)),
                ('due_on', models.DateField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('outcome', models.CharField(blank=True, default='', max_length=12)),
                ('found', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rating', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='call_back', to='notice.rating')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['region', 'due_on', 'id'], name='call_back_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('account', None), ('done_at', None), ('outcome', '')), models.Q(('account__isnull', False), ('done_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='call_back_done_whole')],
            },
        ),
        migrations.CreateModel(
            name='Push',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.UUIDField(unique=True)),
                ('event', models.CharField(max_length=40)),
                ('event_key', models.CharField(max_length=100)),
                ('subject', models.CharField(max_length=30)),
                ('data', models.JSONField()),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('WAITING', 'Waiting'), ('TAKEN', 'Taken'), ('GIVEN_UP', 'Given Up')], default='WAITING', max_length=10)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pushes', to='notice.subscriber')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at', 'id'], name='push_due'), models.Index(fields=['subscriber', '-id'], name='push_of_subscriber')],
                'constraints': [models.UniqueConstraint(fields=('subscriber', 'event_key'), name='push_once_per_subscriber'), models.CheckConstraint(condition=models.Q(('state__in', ['WAITING', 'TAKEN', 'GIVEN_UP'])), name='push_state_known')],
            },
        ),
        migrations.CreateModel(
            name='PushTry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('reason', models.CharField(default='', max_length=60)),
                ('milliseconds', models.PositiveIntegerField(default=0)),
                ('push', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='notice.push')),
            ],
            options={
                'indexes': [models.Index(fields=['push', '-id'], name='try_of_push')],
            },
        ),
        migrations.CreateModel(
            name='Agreed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('openid_digest', models.CharField(max_length=64)),
                ('text_key', models.CharField(max_length=40)),
                ('left', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('openid_digest', 'region', 'text_key'), name='notice_agreed_once')],
            },
        ),
        migrations.CreateModel(
            name='PushBrowser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('endpoint', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('endpoint_digest', models.CharField(max_length=64, unique=True)),
                ('public_key', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('auth', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['account', '-at', '-id'], name='notice_browser_of')],
            },
        ),
    ]
